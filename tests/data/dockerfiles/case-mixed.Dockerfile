from alpine as Base
Run echo one
rUn echo two
Copy . .
WorkDir /x
eXpOsE 1
cmd ["x"]
