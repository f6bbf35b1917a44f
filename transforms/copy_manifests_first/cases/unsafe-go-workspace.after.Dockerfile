FROM golang:1.24 AS build
WORKDIR /src
COPY go.work go.work.sum ./
COPY api/go.mod api/go.sum api/
COPY lib/go.mod lib/
RUN go mod download
COPY . .
RUN go build -o /app ./api
FROM scratch
COPY --from=build /app /app
