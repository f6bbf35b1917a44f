module example.org/y
