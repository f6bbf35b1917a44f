FROM golang:1.24 AS build
COPY . /src
RUN cd /src && go build -o /app .
FROM scratch
COPY --from=build /app /app
