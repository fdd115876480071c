"""How the packaged model is made, in the order of the work.

pairs        files of pairs and dictionaries → texts, each with how often an epoch shows it
numerals     numbers in both languages, as documents write them
vocabulary   texts → tokenizer
parts        tokenizer → what a token's vector is the sum of
contrast     one training step
course       all the steps: batches, learning rate, checkpoints
folder       trained vectors → a sentence-transformers folder, and back
card         what was done → the model card
"""
