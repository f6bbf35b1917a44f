FROM alpine:3.20
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s CMD wget -q -O /dev/null http://127.0.0.1:8080/ || exit 1
CMD ["/srv/app"]
