FROM golang:1.25 AS build
WORKDIR /src
COPY . .
RUN go build -o /app

FROM scratch
COPY --from=build /app /app
CMD ["/app"]
