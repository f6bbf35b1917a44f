FROM golang:1.24 AS build
WORKDIR /src
COPY . .
RUN go build -o /app ./api
FROM scratch
COPY --from=build /app /app
