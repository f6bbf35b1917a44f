FROM golang:1.17 AS build
WORKDIR /src
COPY . .
RUN go build -o /app ./api
FROM scratch
COPY --from=build /app /app
