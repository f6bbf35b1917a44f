FROM eclipse-temurin:21-jdk AS build
WORKDIR /src
COPY . .
RUN ./gradlew --no-daemon build

FROM eclipse-temurin:21-jre
COPY --from=build /src/build/libs/app.jar /app.jar
