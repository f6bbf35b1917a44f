FROM alpine:3.20
SHELL ["/bin/ash", "-e", "-c"]
EXPOSE 8080
CMD ["/srv/app"]
