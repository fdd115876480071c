"""The words of the review page, and how it tells what went wrong."""
