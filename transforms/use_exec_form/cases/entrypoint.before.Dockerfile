FROM eclipse-temurin:21-jre
ENTRYPOINT exec java -Xmx512m -jar /a.jar
