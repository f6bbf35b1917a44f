FROM debian:12
WORKDIR ap\
p
