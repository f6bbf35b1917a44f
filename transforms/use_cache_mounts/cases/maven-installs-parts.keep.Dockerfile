FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /src
COPY core core
RUN mvn -B -f core/pom.xml install
COPY app app
RUN mvn -B -f app/pom.xml package

FROM eclipse-temurin:21-jre
COPY --from=build /src/app/target/app.jar /app.jar
CMD ["java", "-jar", "/app.jar"]
