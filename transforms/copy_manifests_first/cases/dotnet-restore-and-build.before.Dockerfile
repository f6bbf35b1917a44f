FROM mcr.microsoft.com/dotnet/sdk:9.0 AS build
WORKDIR /src
COPY . .
RUN dotnet restore src/Core/Core.csproj
RUN dotnet build "src/Core/Core.csproj" -c Release -o /out

FROM mcr.microsoft.com/dotnet/aspnet:9.0
COPY --from=build /out /app
