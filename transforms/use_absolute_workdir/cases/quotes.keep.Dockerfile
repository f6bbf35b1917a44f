FROM debian:12
WORKDIR "app"

FROM debian:12
WORKDIR app dir

FROM debian:12
WORKDIR app # the application
