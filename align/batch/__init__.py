"""Batch: a whole archive at once. First the pairs, then the run.

pairs/  which two files of a folder translate one another: `find_pairs`, and the manifest
"""
