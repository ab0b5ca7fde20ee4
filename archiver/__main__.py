"""`python -m archiver` is `juzheng`."""

from archiver.cli import main

if __name__ == "__main__":
    main()
