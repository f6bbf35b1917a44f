FROM ubuntu:20.04 AS build
RUN apt-get update && apt-get install -y python3 python3-pip
RUN pip3 install --user flask
FROM gcr.io/distroless/python3-debian12
COPY --from=build /root/.local /root/.local
