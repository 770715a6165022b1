# The first one is also how forms show a time, and the clock beside a field writes it.
TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S", "%H.%M"]
