FROM scratch AS a
FROM A
