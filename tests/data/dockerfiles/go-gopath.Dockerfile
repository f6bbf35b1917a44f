FROM golang:1.9
ADD . /go/src/example.org/proxy
WORKDIR /go/src/example.org/proxy
RUN go get -d ./... ; \
    go install ./...
EXPOSE 8000 8443
ENTRYPOINT /go/bin/proxy
