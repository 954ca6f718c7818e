"""The rules of asking and answering: who may do what when, and what a quote adds up to."""
