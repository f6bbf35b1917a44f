FROM golang:1.24 AS build
WORKDIR /src
COPY go.mod go.sum ./
COPY y/go.mod y/
RUN go mod download
COPY . .
RUN go build -o /app .
FROM scratch
COPY --from=build /app /app
