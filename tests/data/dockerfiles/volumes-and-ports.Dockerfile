FROM busybox
VOLUME /a /b "/c d"
VOLUME ["/e", "/f g"]
EXPOSE 80/tcp 53/udp 8000-8010 $PORT
STOPSIGNAL 9
USER 1000:1000
WORKDIR relative/path
WORKDIR /a b
