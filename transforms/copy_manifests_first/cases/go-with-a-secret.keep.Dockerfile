FROM golang:1.22 AS build
WORKDIR /src
COPY . .
RUN --mount=type=ssh go build -o /x .
FROM scratch
COPY --from=build /x /x
