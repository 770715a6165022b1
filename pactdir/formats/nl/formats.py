# Forms, and the clock next to a field, write times in the first format.
TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S", "%H.%M"]
