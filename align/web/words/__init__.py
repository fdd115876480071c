"""The words of the review page, in English and Chinese."""
