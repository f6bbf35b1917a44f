FROM eclipse-temurin:21 AS build
WORKDIR /src
COPY . .
RUN ./mvnw -q verify

FROM eclipse-temurin:21-jre
COPY --from=build /src/target/app.jar /app.jar
CMD ["java", "-jar", "/app.jar"]
