FROM eclipse-temurin:21 AS build
WORKDIR /src
COPY pom.xml mvnw ./
COPY web/pom.xml web/
COPY core/pom.xml core/
COPY .mvn .mvn/
RUN ./mvnw -q dependency:go-offline
COPY . .
RUN ./mvnw -q verify

FROM eclipse-temurin:21-jre
COPY --from=build /src/target/app.jar /app.jar
CMD ["java", "-jar", "/app.jar"]
