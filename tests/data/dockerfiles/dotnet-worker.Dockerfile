FROM mcr.microsoft.com/dotnet/sdk:7.0-alpine as publish
COPY . /work
RUN dotnet publish /code/Worker.csproj --self-contained -r linux-musl-x64 -o /out
FROM alpine:3.18
RUN apk add --no-cache libstdc++ icu-libs
ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false DOTNET_gcServer=1
COPY --from=publish /out /opt/worker
CMD ["/opt/worker/Worker"]
