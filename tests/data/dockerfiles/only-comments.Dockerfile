# nothing here yet
# FROM alpine
