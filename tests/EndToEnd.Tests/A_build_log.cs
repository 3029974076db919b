namespace NdisRules.EndToEnd.Tests;

public class A_build_log
{
    [Fact]
    public void Gives_each_message_once_with_its_place() => Assert.Equal(
        [
            new("Driver.cs", 24, 28, false, "NDIS0005", "NdisAllocateNetBuffer: 'packet' is lost (line 26) [here]"),
            new("Driver.cs", 3, 1, true, "CS1002", "; expected"),
        ],
        BuildMessage.ParseAll("""
              Determining projects to restore...
            /home/me/a (b)/Driver.cs(24,28): warning NDIS0005: NdisAllocateNetBuffer: 'packet' is lost (line 26) [here] [/home/me/a (b)/Consumer.csproj]
            /home/me/Driver.cs(3,1,3,9): error CS1002: ; expected [/home/me/Consumer.csproj::TargetFramework=net8.0]
            /home/me/a (b)/Driver.cs(24,28): warning NDIS0005: NdisAllocateNetBuffer: 'packet' is lost (line 26) [here] [/home/me/a (b)/Consumer.csproj]
                2 Warning(s)
            """));

    [Fact]
    public void Keeps_messages_without_a_place() => Assert.Equal(
        [
            new("CSC", 0, 0, false, "AD0001", "Analyzer 'X' threw an exception"),
            new("Consumer.csproj", 0, 0, true, "NU1101", "Unable to find package Gone."),
        ],
        BuildMessage.ParseAll("""
            CSC : warning AD0001: Analyzer 'X' threw an exception [/home/me/Consumer.csproj]
            /home/me/Consumer.csproj : error NU1101: Unable to find package Gone. [/home/me/all.sln]
            """));
}
