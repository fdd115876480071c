"""`python -m align`: the command line where no script `align` is on the path."""

from align.cli import main

if __name__ == "__main__":
    main(prog_name="python -m align")
