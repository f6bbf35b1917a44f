FROM eclipse-temurin:21-jre-alpine
ENV MEMORY=2G EULA=false
ADD --chown=1000:1000 https://example.org/server.jar /srv/server.jar
WORKDIR /srv
VOLUME ["/srv/world"]
EXPOSE 25565/tcp 25565/udp
CMD java -Xmx${MEMORY} -jar server.jar nogui
