"""The last look at a finished document and at its bytes, whatever template made it: what must not be in it, what must.

Selection has withheld already; the gate proves that nothing came back, that what claims to be checked content is it,
and that no template dropped what protects. It cannot be switched off.
"""
