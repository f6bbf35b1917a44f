FROM alpine:3.20 AS build
WORKDIR /src
COPY . .
RUN apk add --no-cache go
RUN go build -o /x .
FROM scratch
COPY --from=build /x /x
