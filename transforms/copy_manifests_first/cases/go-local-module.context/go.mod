module example.org/x

replace example.org/y => ../y
