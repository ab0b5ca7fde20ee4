# The same as `python3 bootstrap.py …`, for those who like make.
.PHONY: demo test install
demo test install:
	python3 bootstrap.py $@
