FROM mcr.microsoft.com/dotnet/sdk:8.0
ARG VERSION
WORKDIR /src
COPY . .
RUN dotnet publish -o /out
LABEL version=$VERSION
