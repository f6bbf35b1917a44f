FROM clojure:temurin-21-tools-deps AS b
WORKDIR /b
COPY deps.edn /b/
RUN clojure -P
COPY . /b
RUN clojure -T:build uber :out '"app.jar"'
FROM gcr.io/distroless/java21-debian12
COPY --from=b /b/app.jar /
CMD ["app.jar"]
