"""What is searched of a record: text as terms, the words' index, the query grammar, columns in memory, hits."""
