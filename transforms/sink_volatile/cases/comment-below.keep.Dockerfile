FROM alpine:3.20
ARG BUILD_DATE
LABEL created=$BUILD_DATE
RUN apk add --no-cache gcompat
    # ^ for programs that are linked to glibc
RUN make
