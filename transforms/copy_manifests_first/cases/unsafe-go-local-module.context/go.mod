module example.org/x

replace (
	example.org/y => ./y // the sources are here
	example.org/z => example.org/fork v1.0.0
)
