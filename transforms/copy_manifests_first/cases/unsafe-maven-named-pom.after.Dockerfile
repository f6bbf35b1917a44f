FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /app
COPY pom.xml /app/
RUN mvn -f /app/pom.xml dependency:go-offline
COPY . /app/.
RUN mvn -f /app/pom.xml package -Dmaven.test.skip=true

FROM eclipse-temurin:21-jre
COPY --from=build /app/target/app.jar /app.jar
CMD ["java", "-jar", "/app.jar"]
