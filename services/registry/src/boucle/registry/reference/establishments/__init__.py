"""How many companies of which activity INSEE's public register has where: crowds to hide in."""
