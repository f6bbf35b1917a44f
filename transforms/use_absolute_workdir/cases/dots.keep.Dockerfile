FROM debian:12
WORKDIR .

FROM debian:12
WORKDIR ./app

FROM debian:12
WORKDIR app/../x
