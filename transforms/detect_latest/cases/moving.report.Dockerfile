FROM debian AS a
FROM --platform=linux/amd64 localhost:5000/x/y:latest
FROM a
