"""Files of other programs, of any size → what they hold, one thing after the other. Any bytes are read; none is opened
here.
"""
