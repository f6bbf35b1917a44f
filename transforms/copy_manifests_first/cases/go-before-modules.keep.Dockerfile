FROM golang:1.10 AS build
WORKDIR /src
COPY . .
RUN go build -o /x .
FROM scratch
COPY --from=build /x /x
