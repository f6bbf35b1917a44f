ARG V=1 # c=3
FROM debian:12
ENV A 1 # one
ENV B=1 #c=2
LABEL a=1 #b=2
WORKDIR /app # c
EXPOSE 80 # http
COPY f /f # c
ADD a b \
    /c # two
USER nobody # c
VOLUME /data # c
ONBUILD WORKDIR /x # y
