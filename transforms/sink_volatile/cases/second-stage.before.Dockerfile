ARG BASE=alpine:3.20
FROM golang:1.23 AS build
COPY . /src
RUN cd /src && go build -o /server .

FROM ${BASE}
ARG SOURCE_COMMIT
RUN apk add --no-cache ca-certificates
COPY --from=build /server /server
ENV SOURCE_COMMIT=$SOURCE_COMMIT
ENTRYPOINT ["/server"]
