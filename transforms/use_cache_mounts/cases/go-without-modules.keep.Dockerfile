FROM golang:1.9 AS build
WORKDIR /go/src/example.com/app
COPY . .
RUN go get -d -v ./... && go build -o /out/app .

FROM debian:bookworm-slim
COPY --from=build /out/app /app
