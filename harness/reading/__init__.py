"""Reading text: a string goes in, frozen records come out; nothing here decides whether anything is right."""
