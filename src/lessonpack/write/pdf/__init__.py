"""Documents as tagged PDF files (PDF/UA-1): measure, break, place, draw. `writer.PdfWriter` is the way in."""
